/// A place in an input that a person can go to.
public struct Position: Sendable, Hashable, Comparable, BitwiseCopyable {
  // Half a word each: positions are kept by the hundred thousand.
  private var storedSource: Int32
  private var storedColumn: Int32
  /// The 1-based line, packet or entry.
  public var number: Int

  /// Which input of the run, from 0.
  public var source: Int { Int(storedSource) }
  /// The 1-based column in bytes; 0 where there is none.
  public var column: Int { Int(storedColumn) }

  /// Makes a place in the input `source`.
  public init(source: Int, number: Int, column: Int = 0) {
    storedSource = Int32(clamping: source)
    storedColumn = Int32(clamping: column)
    self.number = number
  }

  /// Whether `left` comes first: by input, then by number, then by column.
  public static func < (left: Position, right: Position) -> Bool {
    (left.source, left.number, left.column) < (right.source, right.number, right.column)
  }
}
