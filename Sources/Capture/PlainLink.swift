/// Where IP begins behind a link layer's header that always has the same size.
struct PlainLink: BitwiseCopyable {
  /// The header's size in bytes; -1 where it is not always the same.
  var size = -1
  /// Where the header tells the protocol, as an EtherType; -1 where it does not.
  var typeOffset = -1

  /// The header of packets of type `linkType`.
  ///
  /// - SeeAlso: ``LinkLayer``
  init(linkType: Int) {
    switch linkType {
    case 1: (size, typeOffset) = (14, 12)
    case 0, 108: size = 4
    case 12, 14, 101, 228, 229: size = 0
    case 113: (size, typeOffset) = (16, 14)
    case 276: (size, typeOffset) = (20, 0)
    default: break
    }
  }
}
