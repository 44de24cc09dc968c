/// What a redirect response leads to.
enum RedirectTurn {
  /// It is no redirect after all: the page gets the response.
  case deliver
  /// The fetch ends here.
  case end
  /// The request is made again at another URL.
  case follow([UInt8])
}
