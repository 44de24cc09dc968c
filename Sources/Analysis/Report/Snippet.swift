/// A piece of a server's configuration that mends a finding.
package struct Snippet: Sendable, Equatable {
  /// The server that it is for: `nginx`, `Apache`, `Envoy` or `Express`.
  package var server: String
  /// Its lines, without a newline at the end.
  package var text: String

  /// Makes a piece of configuration.
  package init(server: String, text: String) {
    self.server = server
    self.text = text
  }
}
