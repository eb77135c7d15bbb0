import PorticoModel
import SwiftUI

/// One stack where the window is narrow; the list beside it where there is room. The width is the window's, and no model knows it.
struct Shell: View {
    @Bindable var app: AppModel
    @Environment(\.horizontalSizeClass) private var width

    var body: some View {
        if width == .regular {
            NavigationSplitView {
                RoomView(app: app, room: app.accounts)
            } detail: {
                NavigationStack(path: $app.pushed) {
                    Image(systemName: "person.2.circle").font(.largeTitle).foregroundStyle(.tertiary).accessibilityHidden(true)
                        .destinations(of: app)
                }
            }
        } else {
            NavigationStack(path: $app.pushed) {
                RoomView(app: app, room: app.accounts).destinations(of: app)
            }
        }
    }
}
