/// Apple's names for what the models decide, without Apple's frameworks. A model answers in any type that has the names; Apple's own
/// types have them as they are, so that a view passes the answer on, and tests have types of their own.
public enum Apple {
    public protocol ButtonRole {
        static var destructive: Self { get }
        static var cancel: Self { get }
    }

    public protocol Color {
        static var red: Self { get }
    }

    public protocol ColorScheme {
        static var light: Self { get }
        static var dark: Self { get }
    }

    public protocol KeyboardShortcut {
        /// Return.
        static var defaultAction: Self { get }
        /// Escape.
        static var cancelAction: Self { get }
    }

    public protocol ScenePhase: Equatable {
        static var active: Self { get }
        static var background: Self { get }
    }

    /// The keyboard's button.
    public protocol SubmitLabel {
        static var next: Self { get }
        static var go: Self { get }
        static var `return`: Self { get }
    }

    public protocol TextInputAutocapitalization {
        static var never: Self { get }
        static var words: Self { get }
        static var sentences: Self { get }
    }

    public protocol UIKeyboardType {
        static var `default`: Self { get }
        static var asciiCapable: Self { get }
        static var numbersAndPunctuation: Self { get }
        static var URL: Self { get }
        static var numberPad: Self { get }
        static var emailAddress: Self { get }
    }

    /// What the system may fill in.
    public protocol UITextContentType {
        static var URL: Self { get }
        static var username: Self { get }
        static var password: Self { get }
        static var newPassword: Self { get }
        static var oneTimeCode: Self { get }
        static var givenName: Self { get }
        static var familyName: Self { get }
    }

    public protocol UserInterfaceSizeClass: Equatable {
        static var regular: Self { get }
    }
}
