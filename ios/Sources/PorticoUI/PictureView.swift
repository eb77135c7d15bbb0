import PorticoModel
import SwiftUI

/// A picture to read: as wide as the screen, larger between two fingers, from where they touch it. For people who do not see it,
/// its label.
struct PictureView: View {
    let image: Screen.Image
    @State private var zoom = 1.0
    /// As it was when the fingers came.
    @State private var before = 1.0
    /// What stays in its place; another pinch elsewhere shows another part.
    @State private var anchor = UnitPoint.center
    private let closest = 1.0...5.0

    var body: some View {
        VStack {
            UIImage(data: image.bytes).map { Image(uiImage: $0).resizable().interpolation(.high).scaledToFit() }
        }
        .frame(maxWidth: .infinity)
        .scaleEffect(zoom, anchor: anchor)
        .gesture(
            MagnifyGesture()
                .onChanged { pinch in
                    anchor = pinch.startAnchor
                    zoom = min(max(before * pinch.magnification, closest.lowerBound), closest.upperBound)
                }
                .onEnded { _ in before = zoom }
        )
        .privacySensitive()
        .accessibilityElement()
        .accessibilityLabel(image.label)
        .accessibilityAddTraits(.isImage)
        .accessibilityIdentifier(image.id)
    }
}

/// The room of a picture that is on its way.
struct AwaitedView: View {
    let image: Screen.Image

    var body: some View {
        PictureView(image: image)
            .opacity(0)
            .overlay { ProgressView() }
            .accessibilityElement()
            .accessibilityLabel(image.label)
            .accessibilityAddTraits(.updatesFrequently)
    }
}
