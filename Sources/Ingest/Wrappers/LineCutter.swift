/// A parser for which some lines belong together, so that not every line's end may end a batch.
package protocol LineCutter {
  /// Where at or before `end`, a line's end, a batch of `bytes` may end; 0 where nowhere.
  func cut(_ bytes: [UInt8], before end: Int) -> Int
}
