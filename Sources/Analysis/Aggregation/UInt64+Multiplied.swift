extension UInt64 {
  /// The bits spread once more, for small tables that use the low ones; no two numbers become one.
  ///
  /// The same in each run: what gives way to what in those tables decides what a report says.
  var multiplied: UInt64 {
    let product = self &* 0x9E37_79B9_7F4A_7C15
    return product >> 32 | product << 32
  }
}
