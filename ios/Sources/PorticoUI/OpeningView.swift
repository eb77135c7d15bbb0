import PorticoModel
import SwiftUI

/// The app, once its folder is open. `places` is kept by the window: the way to where the employee was.
public struct OpeningView: View {
    let opening: OpeningModel
    @Binding var places: String

    public init(opening: OpeningModel, places: Binding<String>) {
        self.opening = opening
        _places = places
    }

    public var body: some View {
        ZStack {
            opening.screen.map { screen in List { ForEach(screen.elements) { ElementView(element: $0) } } }
            opening.app.map(RootView.init)
        }
        .task { await opening.open(saved: places) }
        .onOpenURL { url in Task { await opening.receive(url) } }
        .onChange(of: opening.saved) { places = opening.saved }
    }
}
