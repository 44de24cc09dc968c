extension Snippets {
  /// Makes the pieces of one mend.
  static func pieces(
    nginx: String, apache: String, envoy: String, express: String
  ) -> [Snippet] {
    [
      Snippet(server: "nginx", text: nginx), Snippet(server: "Apache", text: apache),
      Snippet(server: "Envoy", text: envoy), Snippet(server: "Express", text: express),
    ]
  }
}
