package import CORSEngine
import Traffic

/// The kind of client behind a User-Agent.
package enum Engine: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// The input does not show the User-Agent.
  case unknown
  /// Not a browser, or a browser that says nothing.
  case none
  /// It speaks like a browser, but of no known engine.
  case other
  case chromium, firefox, webkit

  /// The name that reports print.
  package var name: String {
    switch self {
    case .unknown: "unknown"
    case .none: "none"
    case .other: "other"
    case .chromium: "chromium"
    case .firefox: "firefox"
    case .webkit: "webkit"
    }
  }

  /// The profile by which a client with this engine is judged.
  package var profile: BrowserProfile {
    switch self {
    case .chromium: .chromium
    case .firefox: .firefox
    case .webkit: .webkit
    case .unknown, .none, .other: .fetch
    }
  }

  /// Whether the client may be a browser.
  package var mayBeBrowser: Bool { self != .none }

  /// Reads a User-Agent.
  package init(userAgent: Span<UInt8>) {
    guard userAgent.starts(with: "Mozilla/") || userAgent.starts(with: "Opera/") else {
      self = .none
      return
    }
    // On iOS every browser is WebKit, whatever it calls itself.
    if userAgent.contains("Chrome/") || userAgent.contains("Chromium/") {
      self = .chromium
    } else if userAgent.contains("Gecko/") && userAgent.contains("Firefox/") {
      self = .firefox
    } else if userAgent.contains("AppleWebKit/") {
      self = .webkit
    } else {
      self = .other
    }
  }
}
