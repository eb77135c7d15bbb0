import Foundation
import Portico

/// Opens a folder that no backup reaches: once, when the app starts.
func openPortico() async throws -> Portico {
    var folder = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0].appending(path: "portico")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try folder.setResourceValues(values)
    return try await Portico.open(Config(data: folder.path))
}
