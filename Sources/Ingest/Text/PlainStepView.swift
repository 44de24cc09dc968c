// Unsafe: reads steps through a pointer without looking at bounds.

/// A step looked at where it stands: copied, its parts would need more registers than there are.
@safe struct PlainStepView {
  private var step: UnsafePointer<PlainStep>

  /// Looks at a step that outlives the view.
  @inline(__always)
  init(_ step: UnsafePointer<PlainStep>) { unsafe self.step = step }

  var word: UInt64 { unsafe step.pointee.word }
  var mask: UInt64 { unsafe step.pointee.mask }
  var null: UInt64 { unsafe step.pointee.null }
  var nullMask: UInt64 { unsafe step.pointee.nullMask }
  var number: Int { unsafe Int(step.pointee.number) }
  var length: Int { unsafe step.pointee.length }
  var action: PlainStep.Action { unsafe step.pointee.action }
  var way: PlainStep.Way { unsafe step.pointee.way }
  var field: Int { unsafe Int(step.pointee.field) }
  var delimiter: UInt8 { unsafe step.pointee.delimiter }
  var dashIsNull: Bool { unsafe step.pointee.dashIsNull }
  var emptyIsNull: Bool { unsafe step.pointee.emptyIsNull }
  var forgetsPort: Bool { unsafe step.pointee.forgetsPort }
  var isIndexed: Bool { unsafe step.pointee.isIndexed }

  /// Whether the value says that there is none.
  @inline(__always)
  func isNull(_ line: LineBytes, _ start: Int, _ length: Int) -> Bool {
    length <= 1 && (length == 0 ? emptyIsNull : dashIsNull && line[start] == 0x2D)
  }

  /// Whether a sign that there is no value stands at `place`, and the terminator behind it.
  @inline(__always)
  func isNull(_ line: LineBytes, at place: Int) -> Bool { line.word(place) & nullMask == null }

  /// Whether the terminator stands at `place`.
  @inline(__always)
  func ends(_ line: LineBytes, at place: Int) -> Bool { line.word(place) & mask == word }

  /// Goes on to the step behind.
  @inline(__always)
  mutating func advance() { unsafe step += 1 }
}
