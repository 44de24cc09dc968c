/// How much of a head is there, and of what kind it is.
enum HeadForm: BitwiseCopyable {
  /// It is whole and was read by ``HeadScan``.
  case plain
  /// It is whole.
  case whole
  /// Its end was not captured.
  case cut
}
