import PorticoModel
import SwiftUI

/// One stack where the window is narrow; the list beside it where there is room.
struct Shell: View, Arranging {
    @Bindable var app: AppModel
    @Environment(\.horizontalSizeClass) private var width

    var body: some View { drawn(width: width) }

    var stacked: AnyView {
        AnyView(
            NavigationStack(path: $app.pushed) {
                RoomView(app: app, room: app.accounts).destinations(of: app)
            })
    }

    var beside: AnyView {
        AnyView(
            NavigationSplitView {
                RoomView(app: app, room: app.accounts)
            } detail: {
                NavigationStack(path: $app.pushed) {
                    Image(systemName: "person.2.circle").font(.largeTitle).foregroundStyle(.tertiary).accessibilityHidden(true)
                        .destinations(of: app)
                }
            })
    }
}
