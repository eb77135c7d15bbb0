import PorticoModel
import SwiftUI

/// Something to type. Its label stays above it when there is text in it, at every text size.
struct FieldView: View {
    let field: Screen.Field
    let focus: FocusState<String?>.Binding
    /// Where it is typed: letters or dots, one line or several.
    let typing: AnyView
    let submit: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading) {
            HStack {
                Text(field.label).font(.footnote).foregroundStyle(.secondary)
                field.sign.map { Image(systemName: $0).foregroundStyle(.red) }
            }
            .accessibilityHidden(true)
            typing
                .textContentType(field.kind.content())
                .keyboardType(field.kind.keyboard())
                .textInputAutocapitalization(field.kind.capitals())
                .autocorrectionDisabled(field.kind.exact)
                .submitLabel(field.submitLabel())
                .focused(focus, equals: field.id)
                .onSubmit { submit() }
                .privacySensitive(field.kind.secret)
                .disabled(!field.enabled)
                .accessibilityLabel(field.label)
                .accessibilityHint(field.hint)
                .accessibilityIdentifier(field.id)
        }
    }
}
