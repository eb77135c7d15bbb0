// Who draws has something for each case and does not choose: the choices are here. Views draw controls, tests write lines.

/// Draws the elements of a screen.
@MainActor
public protocol Drawing {
    associatedtype Drawn

    func heading(_ line: Screen.Line) -> Drawn
    func text(_ line: Screen.Line) -> Drawn
    /// A text beside the point.
    func quiet(_ line: Screen.Line) -> Drawn
    /// A text in which each letter counts: fixed width, selectable.
    func exact(_ line: Screen.Line) -> Drawn
    func error(_ line: Screen.Line) -> Drawn
    func progress(_ line: Screen.Line) -> Drawn
    func field(_ field: Screen.Field) -> Drawn
    /// A field that grows to several lines.
    func growing(_ field: Screen.Field) -> Drawn
    /// A field with dots instead of letters.
    func hidden(_ field: Screen.Field) -> Drawn
    func button(_ button: Screen.Button) -> Drawn
    /// A button that shows and hides what is below it.
    func disclosure(_ button: Screen.Button, open: Bool) -> Drawn
    func link(_ button: Screen.Button) -> Drawn
    func toggle(_ toggle: Screen.Toggle) -> Drawn
    func image(_ image: Screen.Image) -> Drawn
    /// The room of a picture that is on its way.
    func awaited(_ image: Screen.Image) -> Drawn
    func row(_ row: Screen.Row) -> Drawn
    /// A row that is the one in use.
    func chosen(_ row: Screen.Row) -> Drawn
    func camera(_ camera: Screen.Camera) -> Drawn
}

extension Screen.Element {
    public func drawn<Pen: Drawing>(by pen: Pen) -> Pen.Drawn {
        switch self {
        case .heading(let line): pen.heading(line)
        case .text(let line): line.drawn(by: pen)
        case .error(let line): pen.error(line)
        case .progress(let line): pen.progress(line)
        case .field(let field): field.drawn(by: pen)
        case .button(let button): button.open.map { pen.disclosure(button, open: $0) } ?? pen.button(button)
        case .link(let button): pen.link(button)
        case .toggle(let toggle): pen.toggle(toggle)
        case .image(let image): image.awaited ? pen.awaited(image) : pen.image(image)
        case .row(let row): row.selected ? pen.chosen(row) : pen.row(row)
        case .camera(let camera): pen.camera(camera)
        }
    }
}

extension Screen.Line {
    @MainActor
    fileprivate func drawn<Pen: Drawing>(by pen: Pen) -> Pen.Drawn {
        switch look {
        case .plain: pen.text(self)
        case .quiet: pen.quiet(self)
        case .exact: pen.exact(self)
        }
    }
}

extension Screen.Field {
    @MainActor
    fileprivate func drawn<Pen: Drawing>(by pen: Pen) -> Pen.Drawn {
        if hidden { return pen.hidden(self) }
        return kind.lines.upperBound > 1 ? pen.growing(self) : pen.field(self)
    }
}

/// Says what nobody asked for.
@MainActor
public protocol Saying {
    /// After what is being said: of several at once none is lost.
    func inTurn(_ text: String)
    /// In place of what is being said.
    func atOnce(_ text: String)
}

/// Draws a list that may be one to pull down.
@MainActor
public protocol Refreshing {
    associatedtype Drawn

    var still: Drawn { get }
    func refreshed(by refresh: @escaping Run) -> Drawn
}

extension Refreshing {
    public func drawn(refresh: Run?) -> Drawn { refresh.map(refreshed) ?? still }
}

/// Draws the list of accounts and what was opened from it.
@MainActor
public protocol Arranging {
    associatedtype Drawn

    /// One over the other.
    var stacked: Drawn { get }
    var beside: Drawn { get }
}

extension Arranging {
    /// Beside each other where there is room.
    public func drawn(width: (some Apple.UserInterfaceSizeClass)?) -> Drawn { width == .regular ? beside : stacked }
}
