/// Takes the host out of the text of a target.
enum HostText {
  /// The host of `scheme://host[:port]`, or of a target whose scheme is not known.
  static func host(of target: String) -> [UInt8] {
    let bytes = Array(target.utf8)
    let colon = bytes.firstIndex(of: 0x3A)
    let hasScheme = colon.map { bytes[$0...].starts(with: Array("://".utf8)) } ?? false
    let host = hasScheme ? bytes[((colon ?? 0) + 3)...] : bytes[...]
    if host.first == 0x5B, let end = host.firstIndex(of: 0x5D) { return Array(host[...end]) }
    return Array(host.prefix { $0 != 0x3A })
  }
}
