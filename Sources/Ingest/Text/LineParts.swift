import Traffic

/// What stands apart in a line and belongs together.
struct LineParts: BitwiseCopyable {
  /// A time whose date, clock or fraction stand apart.
  var time = TimeFields()
  /// The query of a target whose path stands elsewhere.
  var query = ByteRange()
  /// All request headers in one value.
  var headers = ByteRange()
  /// The sum of the durations, and whether one of them is not known.
  var duration: Int64 = 0
  var hasDuration = false
  var lacksDuration = false
  /// What stands for the host in a target in absolute form.
  var authority = ByteRange()
  /// Whether no server behind this one was asked.
  var lacksUpstream = false
  /// Whether a request was cut by the server, so that its target is not whole.
  var isCut = false
  /// Whether the line says that the request could not be read.
  var isUnread = false
}
