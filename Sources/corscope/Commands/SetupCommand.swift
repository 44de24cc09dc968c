import ArgumentParser

/// `corscope setup SERVER`: what to add to a server's configuration so that its log can answer.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Prints the log configuration that lets corscope answer: nginx, apache or caddy.")

  @Argument(help: ArgumentHelp("nginx, apache or caddy.", valueName: "server"))
  var server: String

  mutating func run() throws {
    guard let text = Self.texts[server.lowercased()] else {
      Console.complain(
        "corscope: there is no setup for '\(server)'; there is "
          + Self.texts.keys.sorted().joined(separator: ", "))
      throw ExitCode(2)
    }
    Console.write(Array(text.utf8))
  }

  private static let texts = ["nginx": nginx, "apache": apache, "caddy": caddy]

  private static let nginx = #"""
    # In http { }. Cookies are logged as present or not, never with their values.
    map $http_cookie $has_cookie { "" ""; default 1; }
    log_format corscope escape=json
      '{"msec":"$msec","remote_addr":"$remote_addr","request_method":"$request_method",'
      '"scheme":"$scheme","http_host":"$http_host","request_uri":"$request_uri","status":"$status",'
      '"request_time":"$request_time","http_user_agent":"$http_user_agent","http_origin":"$http_origin",'
      '"http_referer":"$http_referer","sec_fetch_mode":"$http_sec_fetch_mode",'
      '"sec_fetch_site":"$http_sec_fetch_site","has_cookie":"$has_cookie",'
      '"acrm":"$http_access_control_request_method","acrh":"$http_access_control_request_headers",'
      '"acao":"$sent_http_access_control_allow_origin",'
      '"acac":"$sent_http_access_control_allow_credentials",'
      '"acam":"$sent_http_access_control_allow_methods",'
      '"acah":"$sent_http_access_control_allow_headers",'
      '"acma":"$sent_http_access_control_max_age","vary":"$sent_http_vary",'
      '"location":"$sent_http_location"}';
    access_log /var/log/nginx/corscope.log corscope;
    # Then: corscope /var/log/nginx/corscope.log

    """#

  private static let apache = #"""
    # In the server's or the virtual host's configuration.
    LogFormat "%h %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" \"%{Host}i\" \"%{Origin}i\" \"%{Access-Control-Request-Method}i\" \"%{Access-Control-Request-Headers}i\" \"%{Access-Control-Allow-Origin}o\" \"%{Access-Control-Allow-Credentials}o\" \"%{Access-Control-Allow-Methods}o\" \"%{Access-Control-Allow-Headers}o\" \"%{Access-Control-Max-Age}o\" \"%{Vary}o\" \"%{SSL_PROTOCOL}x\" %D" corscope
    CustomLog ${APACHE_LOG_DIR}/corscope.log corscope
    # Then, with that LogFormat line in a file of its own:
    # corscope --log-format "apache:$(cat corscope-logformat.conf)" /var/log/apache2/corscope.log

    """#

  private static let caddy = #"""
    # In the site's block: Caddy's own JSON log holds all that is needed.
    log {
      output file /var/log/caddy/access.log
      format json
    }
    # Then: corscope /var/log/caddy/access.log

    """#
}
