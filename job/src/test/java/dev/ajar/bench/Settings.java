package dev.ajar.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What is measured.
 *
 * @param work folder of data and results
 * @param sizes sizes of the sweep's data, such as {@code 3g}
 * @param auditSize size of the data that whole audits read
 * @param logFiles log files of the plan of many
 * @param rounds counted rounds
 * @param only names of ratios, or a part of them before or behind a hyphen; empty for all
 * @param python a Python with DuckDB; null if there is none
 * @param process whether whole processes are measured too
 */
record Settings(
    Path work,
    List<String> sizes,
    String auditSize,
    int logFiles,
    int rounds,
    Set<String> only,
    Path python,
    boolean process) {

  /** Whether the ratio of that name is asked for. */
  boolean asks(String ratio) {
    return only.isEmpty()
        || only.stream()
            .anyMatch(
                name ->
                    ratio.equals(name)
                        || ratio.startsWith(name + "-")
                        || ratio.endsWith("-" + name));
  }
}
