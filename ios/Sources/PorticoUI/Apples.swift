import PorticoModel
import SwiftUI

// Apple's types have the names that the models go by.

extension ButtonRole: Apple.ButtonRole {}
extension Color: Apple.Color {}
extension ColorScheme: Apple.ColorScheme {}
extension KeyboardShortcut: Apple.KeyboardShortcut {}
extension ScenePhase: Apple.ScenePhase {}
extension SubmitLabel: Apple.SubmitLabel {}
extension TextInputAutocapitalization: Apple.TextInputAutocapitalization {}
extension UIKeyboardType: Apple.UIKeyboardType {}
extension UITextContentType: Apple.UITextContentType {}
extension UserInterfaceSizeClass: Apple.UserInterfaceSizeClass {}
