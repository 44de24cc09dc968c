/// The JSON Schema of what ``JSONRenderer`` writes, the file `report.schema.json` beside this one.
///
/// - SeeAlso: https://json-schema.org/draft/2020-12
package enum ReportSchema {
  /// The schema as a JSON document in UTF-8, with a line feed at its end.
  package static var json: [UInt8] { PackageResources.report_schema_json }
}
