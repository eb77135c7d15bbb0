import PorticoModel
import SwiftUI

/// A picture to read: as wide as the screen, larger between two fingers. For people who do not see it, its label.
struct PictureView: View {
    let image: Screen.Image
    @State private var zoom = 1.0
    private let closest = 1.0...5.0

    var body: some View {
        VStack {
            UIImage(data: image.bytes).map { Image(uiImage: $0).resizable().interpolation(.high).scaledToFit() }
        }
        .frame(maxWidth: .infinity)
        .scaleEffect(zoom)
        .gesture(MagnifyGesture().onChanged { zoom = min(max($0.magnification, closest.lowerBound), closest.upperBound) })
        .privacySensitive()
        .accessibilityElement()
        .accessibilityLabel(image.label)
        .accessibilityAddTraits(.isImage)
        .accessibilityIdentifier(image.id)
    }
}
