import Analysis
import Reports
import Synchronization

/// A line on standard error that says how far a run has come, while that is a terminal.
final class ProgressLine: Sendable {
  private struct State {
    var isShown = false
    var next = ContinuousClock.now
  }

  private let isEnabled: Bool
  private let state = Mutex(State())

  /// Makes the line; `quiet` keeps it away.
  init(quiet: Bool) { isEnabled = !quiet && Console.errorIsTerminal }

  /// Shows how far it is, at most five times a second.
  func show(_ progress: Run.Progress) {
    guard isEnabled else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.next else { return }
      state.next = now + .milliseconds(200)
      state.isShown = true
      // A line that wraps could not be taken away again.
      let name = TerminalText(progress.input).shortened(to: max(10, Console.width - 45)).plain
      Console.show(
        "\r\u{1B}[K\(name): \(Figures.count(progress.exchanges)) exchanges, "
          + "\(Figures.count(progress.bytes >> 20)) MiB")
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.isShown { Console.show("\r\u{1B}[K") }
      state.isShown = false
    }
  }
}
