/// The header that each file of a tar archive begins with.
///
/// - SeeAlso: POSIX.1-2017, *pax*, ustar Interchange Format.
enum TarHeader {
  /// Whether `bytes` begin with one.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && bytes[257..<262].elementsEqual("ustar".utf8)
  }
}
