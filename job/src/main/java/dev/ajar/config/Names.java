package dev.ajar.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of accounts and containers, as Azure allows them. */
final class Names {
  static final String ACCOUNT_CURE = "an account's name is 3 to 24 lower-case letters and digits";
  static final String CONTAINER_CURE =
      "a container's name is lower-case letters, digits and dashes, or $root, $web, $logs";

  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final Pattern CONTAINER = Pattern.compile("\\$?[a-z0-9][a-z0-9-]{2,62}");

  private Names() {}

  static String account(String text) {
    return Spellings.shaped(ACCOUNT, text);
  }

  static String container(String text) {
    return Spellings.shaped(CONTAINER, text);
  }

  static List<String> accounts(SectionReader section, String key) {
    List<String> names = section.texts(key);
    for (String name : names) {
      if (account(name) == null) {
        throw section.wrong(key, SectionReader.quote(name) + " is no account's name", ACCOUNT_CURE);
      }
    }
    return List.copyOf(names);
  }

  /** Names of the form {@code account/container}. */
  static List<String> containers(SectionReader section, String key) {
    List<String> names = new ArrayList<>();
    for (String name : section.texts(key)) {
      int slash = name.indexOf('/');
      if (slash < 0
          || account(name.substring(0, slash)) == null
          || container(name.substring(slash + 1)) == null) {
        throw section.wrong(
            key,
            SectionReader.quote(name) + " is not account/container",
            "write account/container; " + ACCOUNT_CURE + "; " + CONTAINER_CURE);
      }
      names.add(name);
    }
    return List.copyOf(names);
  }
}
