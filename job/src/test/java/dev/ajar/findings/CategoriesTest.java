package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoriesTest {
  @ParameterizedTest(name = "{0} needs {1}")
  @CsvSource({
    "list,StorageRead StorageWrite",
    "read,StorageRead StorageWrite",
    "write,StorageWrite",
    "delete,StorageDelete",
    "list read write delete,StorageDelete StorageRead StorageWrite"
  })
  void eachCapabilityNeedsItsCategories(String capability, String needed) {
    assertThat(String.join(" ", Categories.neededFor(List.of(capability.split(" ", -1)))))
        .isEqualTo(needed);
  }
}
