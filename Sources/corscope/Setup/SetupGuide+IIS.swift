extension SetupGuide {
  /// IIS 8.5 and later.
  static let iis: SetupGuide = {
    let request = requestHeaders.prefix(6).map {
      "      <add logFieldName=\"\($0.1)\" sourceName=\"\($0.1)\" sourceType=\"RequestHeader\" />"
    }
    let response = responseHeaders.map {
      "      <add logFieldName=\"\($0.1)\" sourceName=\"\($0.1)\" sourceType=\"ResponseHeader\" />"
    }
    return SetupGuide(
      name: "iis",
      text: """
        <!-- In applicationHost.config, in the site's element. The log is u_ex….log with _x. -->
        <logFile logFormat="W3C" logExtFileFlags="Date, Time, ClientIP, UserName, ServerIP, Method,
          UriStem, UriQuery, HttpStatus, TimeTaken, ServerPort, UserAgent, Referer, Host,
          ProtocolVersion">
          <customFields>
        \((request + response).map { $0.dropFirst(2) }.joined(separator: "\n"))
            <add logFieldName="https" sourceName="HTTPS" sourceType="ServerVariable" />
          </customFields>
        </logFile>
        <!-- Cookies can be logged with their values alone: leave them out. A rule of URL Rewrite
             can set a server variable for has_cookie. -->
        <!-- Then: corscope C:\\inetpub\\logs\\LogFiles\\W3SVC1\\u_ex*_x.log -->

        """,
      misses: "the presence of cookies without their values",
      sample: """
        #Software: Microsoft Internet Information Services 10.0
        #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip \
        cs-version cs(User-Agent) cs(Referer) cs-host sc-status time-taken Origin \
        Access-Control-Request-Method Access-Control-Allow-Origin Vary
        2026-11-22 16:35:02 10.0.0.4 GET /v1/items page=2 443 - 203.0.113.7 HTTP/1.1 Mozilla/5.0 \
        - api.example.com 200 15 https://app.example.com - https://app.example.com Origin
        """)
  }()
}
