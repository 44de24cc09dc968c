import Traffic

/// One header line: a name and a value without blanks at its ends.
public struct HeaderLine: Sendable, Hashable {
  /// The name, in the case in which it was written.
  public var name: [UInt8]
  /// The value.
  public var value: [UInt8]

  /// Makes a line; blanks at the value's ends are taken off.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-value-normalize
  public init(name: [UInt8], value: [UInt8]) {
    self.name = name
    let trimmed = value.span.trimmingBlanks()
    self.value = trimmed.count == value.count ? value : Array(copying: trimmed)
  }

  /// Whether the line has the name `name`, ASCII case apart; `name` is lower case.
  public func isNamed(_ name: StaticString) -> Bool { self.name.span.equalsIgnoringCase(name) }
}

extension [HeaderLine] {
  /// The combined value of the lines named `name`, or `nil` without any; `name` is lower case.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-list-get
  public func combined(_ name: StaticString) -> [UInt8]? {
    var value: [UInt8]?
    for line in self where line.isNamed(name) {
      if value == nil { value = line.value } else { value? += [0x2C, 0x20] + line.value }
    }
    return value
  }

  /// How many lines are named `name`, which is lower case.
  public func count(_ name: StaticString) -> Int {
    var count = 0
    for line in self where line.isNamed(name) { count += 1 }
    return count
  }
}

extension [UInt8] {
  /// Copies the bytes of `span`.
  public init(copying span: Span<UInt8>) {
    self = []
    append(span, count: span.count)
  }

  /// The bytes with ASCII capitals made small.
  public var asciiLowercased: [UInt8] { map(\.asciiLowercased) }
}
