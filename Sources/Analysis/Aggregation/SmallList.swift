/// A list of at most `capacity` elements that lives where its owner lives, without a block of its
/// own.
package struct SmallList<let capacity: Int, Element: Sendable & BitwiseCopyable>: Sendable {
  private var storage: InlineArray<capacity, Element>
  /// How many elements there are.
  package private(set) var count = 0

  /// Makes an empty list; `filler` stands where there is no element yet.
  package init(filler: Element) { storage = InlineArray(repeating: filler) }

  /// Whether no further element fits.
  package var isFull: Bool { count == capacity }

  /// The element at `index`, which must be below ``count``.
  package subscript(index: Int) -> Element {
    get {
      precondition(index < count)
      // By its span: the whole list would be copied for one element.
      return storage.span[index]
    }
    set {
      precondition(index < count)
      storage[index] = newValue
    }
  }

  /// Adds an element while there is room.
  ///
  /// - Returns: Whether there was.
  @discardableResult
  package mutating func append(_ element: Element) -> Bool {
    guard count < capacity else { return false }
    storage[count] = element
    count += 1
    return true
  }

  /// The elements as an array.
  package var array: [Element] { (0..<count).map { self[$0] } }
}

extension SmallList {
  /// Whether `isWanted` says so of an element.
  func contains(where isWanted: (Element) -> Bool) -> Bool {
    let elements = storage.span
    for index in 0..<count where isWanted(elements[index]) { return true }
    return false
  }
}

extension SmallList where Element: Equatable {
  /// Whether `element` is in the list.
  package func contains(_ element: Element) -> Bool {
    let elements = storage.span
    for index in 0..<count where elements[index] == element { return true }
    return false
  }
}

extension SmallList: Encodable where Element: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    for element in array { try values.encode(element) }
  }
}

extension SmallList: Decodable where Element: Decodable & FixedWidthInteger {
  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more elements than fit.
  package init(from decoder: any Decoder) throws {
    self.init(filler: 0)
    var values = try decoder.unkeyedContainer()
    while !values.isAtEnd {
      guard append(try values.decode(Element.self)) else {
        throw DecodingError.dataCorruptedError(
          in: values, debugDescription: "more than \(capacity) elements")
      }
    }
  }
}
