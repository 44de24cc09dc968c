/// Which other entries of a recording belong to the same fetch as one entry; -1 is none.
struct FetchLinks: BitwiseCopyable {
  /// The preflight of this request.
  var preflight: Int32 = -1
  /// The request that this preflight was made for.
  var request: Int32 = -1
  /// What this redirect led to.
  var next: Int32 = -1
  /// The redirect that led here.
  var previous: Int32 = -1
  /// The service worker's own request for this one of a page.
  var worker: Int32 = -1
  /// The page's side of this request of a service worker.
  var page: Int32 = -1

  /// The entry to name beside this one.
  var partner: Int32 {
    if preflight >= 0 { return preflight }
    if request >= 0 { return request }
    if worker >= 0 { return worker }
    if page >= 0 { return page }
    return next >= 0 ? next : previous
  }
}
