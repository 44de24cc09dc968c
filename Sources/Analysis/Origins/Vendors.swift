import Traffic

/// Domains of vendors on which many customers' pages or scripts run.
enum Vendors {
  /// Whether the host is such a vendor's.
  static func isVendor(_ host: Span<UInt8>) -> Bool { domains.contains(host) }

  /// Whether the target, as text, is on such a vendor's host.
  static func isVendor(target: String) -> Bool {
    let host = HostText.host(of: target)
    return isVendor(host.span)
  }

  private static let domains = DomainSet([
    "atlassian.net", "auth0.com", "bamboohr.com", "canva.com", "codepen.io", "codesandbox.io",
    "crisp.chat", "drift.com", "eloqua.com", "figma.com", "force.com", "freshdesk.com",
    "freshworks.com", "googleusercontent.com", "gorgias.com", "helpscout.net", "hsforms.com",
    "hubspot.com", "instapage.com", "intercom.com", "intercom.io", "jotform.com", "jsbin.com",
    "jsfiddle.net", "jshell.net", "kustomer.com", "leadpages.co", "lightning.force.com",
    "lovable.app", "marketo.com", "monday.com", "notion.so", "okta.com", "onelogin.com",
    "optimizely.com", "outsystems.com", "pardot.com", "plnkr.co", "postman.co", "retool.com",
    "salesforce.com", "sendgrid.net", "service-now.com", "sharepoint.com", "squarespace.com",
    "stackblitz.io", "surveymonkey.com", "typeform.com", "unbounce.com", "unpkg.com",
    "visualforce.com", "wistia.com", "wixsite.com", "workday.com", "zendesk.com", "zoho.com",
  ])
}
