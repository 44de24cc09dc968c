extension SetupGuide {
  /// Squid.
  static let squid: SetupGuide = {
    let request = requestHeaders.map { #""\#($0.0)":"%"{\#($0.1)}>h""# }
    let response = responseHeaders.map { #""\#($0.0)":"%"{\#($0.1)}<h""# }
    let keys =
      [
        #""time":"%ts.%03tu""#, #""remote_addr":"%>a""#, #""request_method":"%rm""#,
        #""url":"%"ru""#, #""status":"%>Hs""#, #""duration_ms":"%tr""#,
        #""has_cookie":"%".1{Cookie}>h""#, #""has_authorization":"%".1{Authorization}>h""#,
      ] + request + response
    return SetupGuide(
      name: "squid",
      text: """
        # In squid.conf. Of cookies and credentials one letter is logged, which shows that they
        # were there.
        logformat corscope {\(keys.joined(separator: ","))}
        access_log stdio:/var/log/squid/corscope.log corscope
        # Then: corscope /var/log/squid/corscope.log

        """,
      misses: "the second of two equal request headers",
      sample: #"{"time":"1795365302.516","remote_addr":"203.0.113.7","request_method":"GET","#
        + #""url":"https://api.example.com/v1/items","status":"200","duration_ms":"25","#
        + #""has_cookie":"s","has_authorization":"-","origin":"https://app.example.com","#
        + #""acrm":"-","acrh":"-","sec_fetch_mode":"cors","sec_fetch_site":"cross-site","#
        + #""sec_fetch_dest":"empty","referer":"-","user_agent":"Mozilla/5.0","#
        + #""acao":"https://app.example.com","acac":"true","acam":"-","acah":"-","aceh":"-","#
        + #""acma":"-","vary":"Origin","location":"-"}"#)
  }()
}
