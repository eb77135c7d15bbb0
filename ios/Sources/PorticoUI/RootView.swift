import PorticoModel
import SwiftUI

/// The whole app as it is drawn. It binds models to Apple's controls; what is said, offered and allowed comes from them.
struct RootView: View {
    @Bindable var app: AppModel
    @Environment(\.scenePhase) private var phase
    @Environment(\.isSceneCaptured) private var captured

    init(app: AppModel) { self.app = app }

    var body: some View {
        Shell(app: app)
            .covered(by: app)
            .sheet(item: $app.sheet) {
                SheetView(app: app, place: $0).covered(by: app).interactiveDismissDisabled(app.holdsSheet)
            }
            .preferredColorScheme(app.theme.scheme())
            .environment(\.locale, app.locale)
            .onChange(of: phase, initial: true) { app.follow(phase) }
            .onChange(of: captured, initial: true) { app.captured = captured }
    }
}

/// One thing that is asked and left again. What opens from it stays in the sheet.
struct SheetView: View {
    @Bindable var app: AppModel
    let place: Place

    var body: some View {
        NavigationStack(path: $app.above) {
            RoomView(app: app, room: app.room(place))
                .destinations(of: app)
                .toolbar { ToolbarItem(placement: .cancellationAction) { PressView(button: app.close) } }
        }
    }
}

/// What lies above everything: the lock, or the name alone while the app is not in front. Only the lock takes the keyboard away: the
/// system covers the app too while it fills in a password, and fills in nothing where nobody types.
private struct Covered: ViewModifier {
    let app: AppModel

    func body(content: Content) -> some View {
        content
            .privacySensitive(app.secure)
            .disabled(app.locked)
            .accessibilityHidden(app.covered)
            .overlay { app.cover.map(CoverView.init) }
    }
}

private struct CoverView: View {
    let screen: Screen
    @FocusState private var focus: String?

    init(_ screen: Screen) { self.screen = screen }

    var body: some View {
        VStack {
            Image(systemName: "lock.shield").font(.largeTitle).accessibilityHidden(true)
            Text(screen.title).font(.title2).multilineTextAlignment(.center).accessibilityAddTraits(.isHeader)
            ForEach(screen.elements) { ElementView(element: $0, focus: $focus) }
        }
        .padding()
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .background(.background)
        .ignoresSafeArea()
        .accessibilityElement(children: .contain)
        .accessibilityAddTraits(.isModal)
    }
}

extension View {
    /// Hidden while the app's cover is drawn. For what is presented as well: a cover does not reach over a sheet.
    fileprivate func covered(by app: AppModel) -> some View { modifier(Covered(app: app)) }

    /// Places lead to their rooms.
    func destinations(of app: AppModel) -> some View {
        navigationDestination(for: Place.self) { RoomView(app: app, room: app.room($0)) }
    }
}
