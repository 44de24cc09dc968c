import CORSEngine

/// One replay, with one answer to what the input does not show.
struct Trial {
  var failed: BlockReasons
  var reason: BlockReason?
  var detail: BlockDetail
}
