// Unsafe: asks the system for the time.
import Glibc

/// The time of day.
enum Clock {
  /// Nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// When reports say that they were made, in whole seconds since 1970; `SOURCE_DATE_EPOCH` where
  /// builds must be the same each time.
  ///
  /// - SeeAlso: https://reproducible-builds.org/specs/source-date-epoch/
  static var seconds: Double {
    Console.environment("SOURCE_DATE_EPOCH").flatMap(Int64.init).map(Double.init)
      ?? Double(now / 1_000_000_000)
  }
}
