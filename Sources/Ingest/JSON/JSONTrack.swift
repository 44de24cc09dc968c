// Unsafe: keeps steps in memory that it does not own, at places that are checked or were made by
// it.
import Traffic

/// The steps that an earlier line took, one behind the other.
///
/// Most lines of most logs take the same; one that does not is led by its plan where it leaves
/// them. It cannot be copied, so that it stays with the owner of its memory.
@safe struct JSONTrack: ~Copyable {
  /// How many steps have room, one that is none in front and one behind them included.
  static let room = 63

  private let steps: UnsafeMutablePointer<JSONTrackStep>

  /// How many bytes of memory a track needs.
  static var byteCount: Int { (room + 1) * MemoryLayout<JSONTrackStep>.stride }

  /// Makes a track of no steps in ``byteCount`` bytes of `memory`.
  @unsafe init(in memory: UnsafeMutableRawPointer) {
    unsafe steps = memory.bindMemory(to: JSONTrackStep.self, capacity: JSONTrack.room + 1)
    unsafe steps.initialize(repeating: JSONTrackStep(), count: JSONTrack.room + 1)
  }

  /// The number of the step at a place.
  @inline(__always)
  func number(at place: UInt8) -> UInt8 { unsafe steps[Int(place) & JSONTrack.room].number }

  /// The steps from a place on.
  @inline(__always)
  func view(from place: UInt8) -> View { unsafe View(steps + Int(place) & JSONTrack.room) }

  /// Puts a step at a place.
  func set(_ step: JSONTrackStep, at place: UInt8) {
    unsafe steps[Int(place) & JSONTrack.room] = step
  }

  /// Lets no step be behind those before `place`.
  func end(at place: UInt8) { set(JSONTrackStep(), at: place) }

  /// Steps that are gone over one after the other; behind the last stands one that is none.
  @safe struct View {
    private var step: UnsafePointer<JSONTrackStep>

    @inline(__always)
    init(_ step: UnsafeMutablePointer<JSONTrackStep>) { unsafe self.step = UnsafePointer(step) }

    /// The step at hand.
    @inline(__always)
    var now: JSONTrackStep { unsafe step.pointee }

    /// Goes on to the next one, which is there where the step at hand is none.
    @inline(__always)
    mutating func advance() { unsafe step += 1 }
  }
}
