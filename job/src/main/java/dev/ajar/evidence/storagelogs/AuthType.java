package dev.ajar.evidence.storagelogs;

import dev.ajar.model.UriQuery;
import java.util.Locale;

/** The words of the column {@code auth_type}. */
final class AuthType {
  static final String ANONYMOUS = "anonymous";
  static final String SAS = "sas";
  static final String ACCOUNT_KEY = "account-key";
  static final String OAUTH = "oauth";
  static final String USER_DELEGATION_SAS = "user-delegation-sas";
  static final String TRUSTED_ACCESS = "trusted-access";

  private AuthType() {}

  /**
   * The word for a logged {@code identity.type}: spaces, dashes and a {@code key} behind {@code
   * sas} do not matter; another word stays, lower case. Null stays null.
   *
   * <p>A SAS is a user-delegation SAS where its URI says who delegates ({@code skoid}) or its hash
   * says so. An anonymous caller may write what it likes in a URI: that never makes it another.
   */
  static String of(String logged, TokenHash token, String uri) {
    String word = word(logged);
    boolean signed = SAS.equals(word) || word == null || token.sasSha256() != null;
    if (ANONYMOUS.equals(word) || ACCOUNT_KEY.equals(word) || !signed) {
      return word;
    }
    boolean delegated =
        TokenHash.USER_DELEGATION.equals(token.label())
            || ((SAS.equals(word) || token.sasSha256() != null)
                && UriQuery.parameter(uri, "skoid") != null);
    return delegated ? USER_DELEGATION_SAS : word;
  }

  private static String word(String logged) {
    if (logged == null || logged.isBlank()) {
      return null;
    }
    String plain = logged.toLowerCase(Locale.ROOT).replace(" ", "").replace("-", "");
    return switch (plain) {
      case "sas", "saskey" -> SAS;
      case "accountkey", "sharedkey" -> ACCOUNT_KEY;
      case "delegationsas", "userdelegationsas" -> USER_DELEGATION_SAS;
      case "trustedaccess" -> TRUSTED_ACCESS;
      default -> logged.strip().toLowerCase(Locale.ROOT);
    };
  }

  /**
   * Whether Azure itself made the request: by type or by the key that signed; {@code sk=system-1}
   * in the URI counts only for what is signed, as anyone may write it.
   */
  static boolean isPlatform(String word, TokenHash token, String uri) {
    if (TRUSTED_ACCESS.equals(word) || TokenHash.SYSTEM.equals(token.label())) {
      return true;
    }
    return (SAS.equals(word) || word == null)
        && token.label() == null
        && TokenHash.SYSTEM.equalsIgnoreCase(UriQuery.parameter(uri, "sk"));
  }
}
