import Traffic

// Most values hold nothing that is looked for, which a glance at their bytes tells.
extension Redaction {
  /// Whether the value is shown as it is: nothing in it begins a query, a parameter or an escape,
  /// ends userinfo, or is a segment of a path long enough to be random.
  ///
  /// It errs on the side of looking closer.
  static func isHarmless(_ value: Span<UInt8>) -> Bool {
    // Where the segment began that is being walked through; the end where it is none of a path.
    var start = value.count
    for index in value.indices {
      switch value[index] {
      case 0x23, 0x25, 0x26, 0x3B, 0x3F, 0x40: return false
      case 0x2F:
        if index - start >= RandomSegment.shortest { return false }
        start = beginsAuthority(value, index) ? value.count : index + 1
      default: break
      }
    }
    return value.count - start < RandomSegment.shortest
  }

  /// Whether an authority begins behind the slash at `index`.
  private static func beginsAuthority(_ value: Span<UInt8>, _ index: Int) -> Bool {
    index > 0 && value[index - 1] == 0x2F && (index == 1 || value[index - 2] == 0x3A)
  }
}
