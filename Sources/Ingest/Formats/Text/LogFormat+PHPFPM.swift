import Traffic

extension LogFormat {
  /// The access log of PHP-FPM where no format was set.
  ///
  /// - SeeAlso: https://www.php.net/manual/en/install.fpm.configuration.php#access-format
  package static let phpFPM: LogFormat = {
    var template = LogTemplate(
      pieces: [
        .slot(.text(.client)), " - ", .slot(.user), " ", .time("%d/%b/%Y:%T %z"), " \"",
        .slot(.text(.method)), " ", .slot(.text(.target)), "\" ", .slot(.status),
      ], escape: .none)
    template.allowsMore = true
    // The script's path stands there, not what was asked for.
    template.rewritesTargets = true
    return LogFormat(
      name: "php-fpm", summary: "PHP-FPM's access log", template: template,
      samples: [
        #"127.0.0.1 -  22/Nov/2026:16:35:02 +0000 "GET /index.php?page=2" 200"#,
        #"127.0.0.1 - ada 22/Nov/2026:16:35:02 +0000 "POST /index.php" 204"#,
      ])
  }()
}
