package dev.ajar.findings;

import java.util.List;
import java.util.Locale;

/**
 * What an object's name and content type suggest of its content: a hint for a person who decides
 * what to look at first, never a finding about the content itself.
 *
 * <p>The first entry of the table that fits decides; case does not matter.
 */
final class NameSensitivity {
  static final String CREDENTIALS = "credentials";
  static final String PERSONAL_DATA_HINT = "personal-data-hint";
  static final String BACKUP = "backup";
  static final String CERTIFICATE = "certificate";
  static final String CONFIGURATION = "configuration";
  static final String SOURCE_CODE = "source-code";
  static final String LOG = "log";
  static final String DOCUMENT = "document";

  /** Ways a name can fit; all texts are lower case. */
  private enum By {
    /** The last segment of the name is this. */
    FILE,
    /** The name ends with this. */
    EXTENSION,
    /** The name holds this, anywhere. */
    PART,
    /** The content type begins with this. */
    TYPE
  }

  private record Hint(String word, By by, List<String> texts) {}

  private static final List<Hint> TABLE =
      List.of(
          new Hint(
              CREDENTIALS,
              By.FILE,
              List.of(
                  "id_rsa",
                  "id_dsa",
                  "id_ecdsa",
                  "id_ed25519",
                  ".env",
                  ".netrc",
                  ".pgpass",
                  ".htpasswd",
                  ".git-credentials",
                  ".npmrc",
                  ".pypirc",
                  ".dockercfg",
                  "credentials",
                  "web.config",
                  "app.config",
                  "appsettings.json",
                  "local.settings.json",
                  "kubeconfig",
                  "shadow",
                  "ntds.dit",
                  "sam",
                  "terraform.tfstate",
                  "wp-config.php",
                  "publishsettings",
                  "unattend.xml",
                  "secrets.yml",
                  "secrets.yaml")),
          new Hint(
              CREDENTIALS,
              By.EXTENSION,
              List.of(
                  ".pem",
                  ".key",
                  ".pfx",
                  ".p12",
                  ".ppk",
                  ".kdbx",
                  ".kdb",
                  ".jks",
                  ".keystore",
                  ".keytab",
                  ".env",
                  ".ovpn",
                  ".tfstate",
                  ".tfvars",
                  ".rdp",
                  ".publishsettings",
                  ".asc",
                  ".gpg",
                  "_rsa",
                  "_ed25519",
                  "_ecdsa",
                  "_dsa")),
          new Hint(
              CREDENTIALS,
              By.PART,
              List.of(
                  "secret",
                  "password",
                  "passwd",
                  "passwort",
                  "token",
                  "credential",
                  "private_key",
                  "privatekey",
                  "private-key",
                  "apikey",
                  "api_key",
                  "api-key",
                  "connectionstring",
                  "appsettings.",
                  ".ssh/",
                  ".aws/",
                  ".env.",
                  ".kube/")),
          new Hint(
              CREDENTIALS,
              By.TYPE,
              List.of("application/x-pkcs12", "application/pgp-keys", "application/x-pem-file")),
          new Hint(
              BACKUP,
              By.EXTENSION,
              List.of(
                  ".bak",
                  ".sql",
                  ".sql.gz",
                  ".sql.zip",
                  ".dump",
                  ".dmp",
                  ".bacpac",
                  ".dacpac",
                  ".mdf",
                  ".ldf",
                  ".ndf",
                  ".trn",
                  ".vhd",
                  ".vhdx",
                  ".vmdk",
                  ".ova",
                  ".sqlite",
                  ".sqlite3",
                  ".db",
                  ".accdb",
                  ".mdb",
                  ".ibd",
                  ".rdb",
                  ".ldif",
                  ".pst",
                  ".ost")),
          new Hint(BACKUP, By.PART, List.of("backup", "dbdump", "db_dump", "mysqldump", "pg_dump")),
          new Hint(
              PERSONAL_DATA_HINT,
              By.PART,
              List.of(
                  "passport",
                  "ausweis",
                  "payroll",
                  "salary",
                  "gehalt",
                  "lohn",
                  "payslip",
                  "patient",
                  "medical",
                  "customer",
                  "kunden",
                  "employee",
                  "mitarbeiter",
                  "personal",
                  "invoice",
                  "rechnung",
                  "curriculum",
                  "resume",
                  "bewerbung",
                  "iban",
                  "creditcard",
                  "credit_card",
                  "credit-card",
                  "gdpr",
                  "dsgvo",
                  "contacts",
                  "address_list",
                  "subscriber")),
          new Hint(
              PERSONAL_DATA_HINT, By.EXTENSION, List.of(".vcf", ".eml", ".msg", ".mbox", ".ics")),
          new Hint(
              CERTIFICATE, By.EXTENSION, List.of(".crt", ".cer", ".der", ".p7b", ".csr", ".crl")),
          new Hint(
              CONFIGURATION,
              By.EXTENSION,
              List.of(
                  ".cfg",
                  ".conf",
                  ".config",
                  ".ini",
                  ".properties",
                  ".toml",
                  ".yaml",
                  ".yml",
                  ".tf",
                  ".bicep",
                  ".rules",
                  ".cnf",
                  ".reg")),
          new Hint(
              CONFIGURATION,
              By.PART,
              List.of(
                  "running-config",
                  "startup-config",
                  "firewall",
                  "network-config",
                  "router",
                  "topology")),
          new Hint(
              SOURCE_CODE,
              By.EXTENSION,
              List.of(
                  ".java", ".cs", ".py", ".js", ".ts", ".go", ".rs", ".rb", ".php", ".c", ".cpp",
                  ".h", ".kt", ".scala", ".sh", ".ps1", ".psm1", ".ipynb", ".vb", ".swift", ".jar",
                  ".war", ".dll", ".nupkg", ".whl", ".pdb")),
          new Hint(SOURCE_CODE, By.PART, List.of(".git/", "/src/", "source-code", "sourcecode")),
          new Hint(
              LOG, By.EXTENSION, List.of(".log", ".log.gz", ".evtx", ".etl", ".pcap", ".trace")),
          new Hint(
              DOCUMENT,
              By.EXTENSION,
              List.of(
                  ".pdf",
                  ".doc",
                  ".docx",
                  ".xls",
                  ".xlsx",
                  ".xlsm",
                  ".ppt",
                  ".pptx",
                  ".odt",
                  ".ods",
                  ".rtf",
                  ".csv",
                  ".tsv",
                  ".parquet",
                  ".vsd",
                  ".vsdx",
                  ".dwg")),
          new Hint(
              DOCUMENT,
              By.TYPE,
              List.of(
                  "application/pdf",
                  "application/msword",
                  "application/vnd.openxmlformats",
                  "application/vnd.ms-",
                  "text/csv")));

  private NameSensitivity() {}

  /**
   * The word for an object.
   *
   * @param name the blob's name; null gives null
   * @param contentType its content type, or null
   * @return one of the constants of this class; null when nothing fits
   */
  static String of(String name, String contentType) {
    if (name == null) {
      return null;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    for (Hint hint : TABLE) {
      for (String text : hint.texts()) {
        if (fits(hint.by(), text, lower, type)) {
          return hint.word();
        }
      }
    }
    return null;
  }

  private static boolean fits(By by, String text, String name, String type) {
    return switch (by) {
      case FILE -> name.equals(text) || name.endsWith("/" + text);
      case EXTENSION -> name.endsWith(text);
      case PART -> name.contains(text);
      case TYPE -> type.startsWith(text);
    };
  }
}
