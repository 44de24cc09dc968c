/// A pattern that names resources: `/public/*`, `cdn.example.com/*`, `cdn.example.com`.
///
/// `*` stands for any run of characters, slashes included; paths are compared as reports show
/// them, with `:id` and the like in the place of what varies. A pattern without a host holds for
/// all hosts, one without a port for all ports.
package struct ResourcePattern: Sendable {
  private let host: [UInt8]?
  private let path: [UInt8]

  /// Reads a pattern; `nil` if it is empty or holds a blank.
  package init?(_ text: String) {
    var text = Substring(text)
    guard !text.isEmpty, !text.contains(where: \.isWhitespace) else { return nil }
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      text = text.dropFirst(scheme.count)
    }
    let slash = text.firstIndex(of: "/") ?? text.endIndex
    let name = text[..<slash]
    host = name.isEmpty ? nil : Array(name.lowercased().utf8)
    path = slash == text.endIndex ? Array("*".utf8) : Array(text[slash...].utf8)
  }

  /// Whether the pattern names the route of the target, `scheme://host[:port]` or without a scheme.
  package func matches(target: String, route: String) -> Bool {
    if let host {
      var name = Array(target.utf8)[...]
      if let colon = name.firstIndex(of: 0x3A), name.count > colon + 2, name[colon + 1] == 0x2F {
        name = name.dropFirst(colon + 3)
      }
      let plain = name.prefix { $0 != 0x3A || name.first == 0x5B }
      guard ResourcePattern.fits(host, Array(name)) || ResourcePattern.fits(host, Array(plain))
      else { return false }
    }
    return ResourcePattern.fits(path, Array(route.utf8))
  }

  /// Whether the text is what the pattern, in which `*` stands for anything, describes.
  private static func fits(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (place, at) = (0, 0)
    var star: (place: Int, at: Int)?
    while at < text.count {
      if place < pattern.count, pattern[place] == 0x2A {
        star = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == text[at] {
        place += 1
        at += 1
      } else if let back = star {
        star = (back.place, back.at + 1)
        place = back.place + 1
        at = back.at + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == 0x2A }
  }
}
