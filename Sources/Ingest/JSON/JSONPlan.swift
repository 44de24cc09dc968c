// Unsafe: loads words inside bounds that the caller has checked, and owns a table that is indexed
// by numbers that were made here.
import Traffic

/// The way that a walk over a log's lines takes: programs write the same keys in the same order, so
/// that what stands between two values is mostly known before it is read.
///
/// A guess is checked byte for byte, and what it leads to follows from these bytes and from the
/// container that they stand in: what lines held before never changes how one is read. A plan
/// cannot be copied, so that it is not copied unseen.
@safe struct JSONPlan: ~Copyable {
  /// What a walk is in.
  struct Container: BitwiseCopyable {
    /// The container around it.
    var outer: UInt8 = .max
    /// The node whose keys are read, or that fills a list's slot.
    var node: UInt16 = JSONKeyMemo.unmapped
    /// Whether it is a list.
    var isList = false
  }

  /// The container of a line.
  static let outside: UInt8 = 0
  /// The bytes that must stand behind a place at which steps are compared: as many as a step may
  /// have, and the 33 that are looked at, at the most, of a number behind it.
  static let reach = JSONStep.longest + 40

  /// One of each kind of thing that is kept, so that all is kept in one piece of memory.
  private struct Row: BitwiseCopyable {
    var step = JSONStep()
    /// The step that begins with bytes of which this row's index is the hash.
    var likely: UInt8 = 0
    var container = Container()
    var note: UInt16 = 0
    /// Where in the track what came behind the row's step stands; 0 where that is not known.
    var place: UInt8 = 0
    // Rows of a power of two are found faster.
    private var spare: (UInt8, UInt8, UInt8) = (0, 0, 0)
  }

  private static var size: Int { 128 }

  private let memory: UnsafeMutableRawPointer
  /// The first step is none, and is followed by that of a line's beginning.
  private let rows: UnsafeMutablePointer<Row>
  /// The steps of an earlier line, one behind the other; the first is none.
  let track: JSONTrack
  /// How many lines more may leave the track before it is made anew, and how often it may be.
  private var lead = 0
  private var lays = 8
  private var stepCount = 1
  private var containerCount = 1
  private var noteCount = 0
  /// How many lines more may fail before the plan is given up.
  private var credit = 48
  /// Where strings of the batch may end.
  let stops: JSONStops

  /// Makes a plan that knows no step, for the lines of `bytes`.
  init(_ bytes: Span<UInt8>) {
    // One piece of memory for both, as it is asked for with each batch.
    let size = JSONPlan.size * MemoryLayout<Row>.stride
    let words = JSONStops.room(for: bytes.count)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size + JSONTrack.byteCount + words * MemoryLayout<UInt64>.stride,
      alignment: MemoryLayout<UInt64>.alignment)
    unsafe self.memory = memory
    unsafe rows = memory.bindMemory(to: Row.self, capacity: JSONPlan.size)
    unsafe rows.initialize(repeating: Row(), count: JSONPlan.size)
    unsafe track = JSONTrack(in: memory + size)
    unsafe stops = JSONStops(
      bytes,
      in: (memory + size + JSONTrack.byteCount).bindMemory(to: UInt64.self, capacity: words))
  }

  deinit { unsafe memory.deallocate() }

  /// Whether lines are worth a try.
  var isWorthwhile: Bool { credit > 0 }

  /// Notes whether a line could be read.
  @inline(__always)
  mutating func count(_ isRead: Bool) {
    if isRead {
      if credit < 64 { credit &+= 1 }
    } else {
      fail()
    }
  }

  /// Where in the track what may come behind the step stands.
  @inline(__always)
  func place(behind step: UInt8) -> UInt8 { unsafe rows[Int(step)].place }

  /// Whether the track leads from one step to the other.
  @inline(__always)
  func leads(from last: UInt8, to step: UInt8) -> Bool {
    let place = place(behind: last)
    return place > 0 && track.number(at: place) == step
  }

  /// Notes whether a line that was read kept to the track; after several that did not it is made
  /// anew of the last one.
  @inline(__always)
  mutating func count(onTrack: Bool, _ mapping: JSONMapping, _ bytes: Span<UInt8>) {
    if onTrack {
      if lead < 8 { lead &+= 1 }
    } else {
      leave(mapping, bytes)
    }
  }

  @inline(never)
  private mutating func leave(_ mapping: JSONMapping, _ bytes: Span<UInt8>) {
    lead -= 2
    guard lead < 0, lays > 0 else { return }
    lead = 4
    lays -= 1
    for index in 0..<stepCount { unsafe rows[index].place = 0 }
    // What came behind each step the last time.
    var (index, place) = (UInt8(0), UInt8(1))
    while step(index).kind != .end || index == 0 {
      let next = step(index).follower
      guard next > 0, Int(place) < JSONTrack.room, self.place(behind: index) == 0 else { break }
      unsafe rows[Int(index)].place = place
      track.set(
        JSONTrackStep(step(next), number: next, mapping, in: bytes), at: place)
      index = next
      place += 1
    }
    track.end(at: place)
  }

  private mutating func fail() {
    credit -= 6
    // Keys that come once each, as clients may send them, push out the others: begin anew.
    guard
      stepCount == JSONPlan.size || containerCount == JSONPlan.size
        || noteCount == JSONPlan.size
    else { return }
    unsafe rows.update(repeating: Row(), count: JSONPlan.size)
    stepCount = 1
    containerCount = 1
    noteCount = 0
    lead = 0
  }

  /// The step of an index that the plan gave.
  @inline(__always)
  func step(_ index: UInt8) -> JSONStep { unsafe rows[Int(index)].step }

  func container(_ index: UInt8) -> Container { unsafe rows[Int(index)].container }

  /// The node that the step notes at `offset`.
  @inline(__always)
  func note(_ step: JSONStep, _ offset: UInt8) -> Int {
    unsafe Int(rows[Int(step.firstNote &+ offset)].note)
  }

  /// Whether the step leads out of `container` and its bytes stand at `place`, behind which
  /// ``reach`` bytes must stand.
  @inline(__always)
  func fits(_ index: UInt8, _ container: UInt8, _ bytes: Span<UInt8>, at place: Int) -> Bool {
    guard step(index).from == container else { return false }
    let start = Int(step(index).start)
    let last = Int(step(index).lastWord)
    let difference =
      unsafe (JSONPlan.word(bytes, place) ^ JSONPlan.word(bytes, start))
      | (JSONPlan.word(bytes, place &+ last) ^ JSONPlan.word(bytes, start &+ last))
    guard difference &<< UInt64(truncatingIfNeeded: step(index).spareBits) == 0 else {
      return false
    }
    var offset = 8
    while offset < last {
      guard
        unsafe JSONPlan.word(bytes, place &+ offset) == JSONPlan.word(bytes, start &+ offset)
      else { return false }
      offset &+= 8
    }
    return true
  }

  @inline(__always) @unsafe
  private static func word(_ bytes: Span<UInt8>, _ index: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
  }

  /// The step at `index` that came not when it was expected; `nil` where none is known.
  @inline(never)
  mutating func find(_ bytes: Span<UInt8>, at index: Int, in container: UInt8, behind last: UInt8)
    -> UInt8?
  {
    let place = JSONPlan.place(bytes, index)
    let likely = unsafe rows[place].likely
    if fits(likely, container, bytes, at: index) {
      unsafe rows[Int(last)].step.follower = likely
      return likely
    }
    for candidate in 1..<max(1, UInt8(truncatingIfNeeded: stepCount))
    where fits(candidate, container, bytes, at: index) {
      unsafe rows[Int(last)].step.follower = candidate
      unsafe rows[place].likely = candidate
      return candidate
    }
    return nil
  }

  /// A hash of what stands behind the first bytes, which are those of many steps.
  private static func place(_ bytes: Span<UInt8>, _ index: Int) -> Int {
    Int(truncatingIfNeeded: unsafe word(bytes, index &+ 4).mixed) & (size - 1)
  }

  /// Adds a step behind `last`; `nil` where there is no room.
  mutating func add(_ step: JSONStep, _ bytes: Span<UInt8>, behind last: UInt8) -> UInt8? {
    guard stepCount < JSONPlan.size else { return nil }
    let index = UInt8(truncatingIfNeeded: stepCount)
    unsafe rows[stepCount].step = step
    unsafe rows[JSONPlan.place(bytes, Int(step.start))].likely = index
    unsafe rows[Int(last)].step.follower = index
    stepCount += 1
    return index
  }

  /// The index of a container within another; `nil` where there is no room.
  mutating func enter(_ container: Container) -> UInt8? {
    for index in 1..<containerCount {
      let known = unsafe rows[index].container
      if known.outer == container.outer, known.node == container.node,
        known.isList == container.isList
      {
        return UInt8(truncatingIfNeeded: index)
      }
    }
    guard containerCount < JSONPlan.size else { return nil }
    unsafe rows[containerCount].container = container
    containerCount += 1
    return UInt8(truncatingIfNeeded: containerCount - 1)
  }

  /// Lets `step` note the node; `false` where there is no room.
  mutating func addNote(_ node: UInt16, to step: inout JSONStep) -> Bool {
    guard noteCount < JSONPlan.size else { return false }
    if step.noteCount == 0 { step.firstNote = UInt8(truncatingIfNeeded: noteCount) }
    unsafe rows[noteCount].note = node
    noteCount += 1
    step.noteCount += 1
    return true
  }
}
