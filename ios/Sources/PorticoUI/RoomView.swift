import PorticoModel
import SwiftUI

/// Any room: its screen as a form. A screen is made anew from the core's records whenever they change.
struct RoomView: View {
    let app: AppModel
    let room: Room
    @FocusState private var focus: String?

    var body: some View {
        let screen = room.screen
        PartsView(screen: screen, focus: $focus)
            .navigationTitle(screen.title)
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItemGroup(placement: .primaryAction) { ForEach(screen.bar.prefix(1)) { PressView(button: $0) } }
                ToolbarItemGroup(placement: .secondaryAction) { ForEach(screen.bar.dropFirst()) { PressView(button: $0) } }
            }
            .safeAreaInset(edge: .bottom) { app.notice(in: room).map { NoticeView(line: $0, close: app.hush) } }
            .telling(screen)
            .task(id: room.moment) { await room.appear() }
            .task(id: screen.counts) { await app.count(screen.counts) }
    }
}

/// The parts as one list. What went wrong stands above what was pressed, so it is scrolled to when it comes.
private struct PartsView: View, Refreshing {
    let screen: Screen
    let focus: FocusState<String?>.Binding

    var body: some View { drawn(refresh: screen.refresh) }

    var still: AnyView { AnyView(list) }

    func refreshed(by refresh: @escaping Run) -> AnyView { AnyView(list.refreshable(action: refresh)) }

    private var list: some View {
        ScrollViewReader { list in
            List {
                ForEach(screen.parts) { PartView(part: $0, focus: focus) }
            }
            .listStyle(.insetGrouped)
            .onChange(of: screen.wrong?.news) { _ = screen.wrong.map { list.scrollTo($0.id, anchor: .top) } }
        }
    }
}

/// Elements that belong together, below their heading.
private struct PartView: View {
    let part: Screen.Part
    let focus: FocusState<String?>.Binding

    var body: some View {
        Section {
            ForEach(part.elements) { ElementView(element: $0, focus: focus) }.onMove(perform: part.moved)
        } header: {
            part.title.map { Text($0).accessibilityAddTraits(.isHeader) }
        }
    }
}

/// A line for the moment, until it is put away.
private struct NoticeView: View {
    let line: Screen.Line
    let close: Screen.Button

    var body: some View {
        HStack {
            LineView(line: line).onChange(of: line.news, initial: true) { line.announced(by: VoiceOver()) }
            PressView(button: close)
        }
        .padding()
        .background(.thickMaterial)
    }
}
