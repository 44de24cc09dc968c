/// What made a request: a script's API or an element.
public enum Initiator: String, CaseIterable, Sendable, BitwiseCopyable {
  case fetch, xhr
  case synchronousXHR = "xhr-sync"
  case workerFetch = "worker-fetch"
  case eventSource = "eventsource"
  case font, module
  case dynamicImport = "import"
  case script
  case image = "img"
  case stylesheet = "css"
  case track, preload, beacon

  /// Whether it is XMLHttpRequest, in either form.
  var isXHR: Bool { self == .xhr || self == .synchronousXHR }

  /// Whether a script sets the request's method and headers itself.
  var isScripted: Bool { self == .fetch || self == .workerFetch || isXHR }
}
