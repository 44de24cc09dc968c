package import Analysis
import Crypto
import FoundationEssentials

/// Writes a report as one HTML page that stands alone.
///
/// It asks for nothing, works without script, and allows itself nothing but its own style and
/// script, which a Content-Security-Policy names by their hashes. The template, the style and the
/// script are files beside this one, compiled into the program.
package struct HTMLRenderer: Renderer {
  /// How many rows a table has.
  static let rowLimit = 200
  /// How many causes of blocks are told in full.
  static let groupLimit = 10
  /// How many findings are told in full.
  static let findingLimit = 100

  let options: RenderOptions

  /// Makes a renderer; ``RenderOptions/generated`` tells when the report was made.
  package init(_ options: RenderOptions) { self.options = options }

  /// The page.
  package func render(_ report: Report) -> [UInt8] {
    var page = HTMLPage(report, options).values
    let style = HTMLRenderer.text(PackageResources.report_css)
    let script = HTMLRenderer.text(PackageResources.report_js)
    page["style"] = style
    page["styleHash"] = HTMLRenderer.hash(style)
    page["script"] = script
    page["scriptHash"] = HTMLRenderer.hash(script)
    return Array(HTMLRenderer.template.render(page).utf8)
  }

  private static let template = HTMLTemplate(text(PackageResources.report_mustache))

  private static func text(_ resource: [UInt8]) -> String {
    String(decoding: resource, as: UTF8.self)
  }

  /// The hash of a style or script as a Content-Security-Policy has it.
  ///
  /// - SeeAlso: https://www.w3.org/TR/CSP3/#grammardef-hash-source
  private static func hash(_ text: String) -> String {
    Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }
}

extension ReportFormat {
  /// A page for mails, tickets and archives.
  static let html = ReportFormat(
    names: ["html"], endings: ["html", "htm"], summary: "one self-contained page",
    renderer: { HTMLRenderer($0) })
}
