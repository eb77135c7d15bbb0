import Foundation
import Portico

/// Opens a folder that no backup reaches: once, when the app starts.
func openPortico() async throws -> Portico {
    let files = FileManager.default
    var folder = try files.url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    folder.append(path: "portico")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try folder.setResourceValues(values)
    return try await Portico.open(Config(data: folder.path))
}
