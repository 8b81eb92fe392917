package dev.ajar.sweep;

import dev.ajar.evidence.storagelogs.StorageLogFolder;
import java.util.List;

/**
 * A folder that holds folders of years, months, days and hours, as a rule of one account and
 * category, and what it holds at its ends.
 *
 * @param says what its path says
 * @param first first tick of the first hour whose folder holds a log; null if no folder of an hour
 *     does, or if the path names no account: then it was listed whole
 * @param last the same of the last hour
 * @param files its files, where it was listed whole
 * @param isEmpty whether nothing lies in it
 */
record LogHome(
    StorageLogFolder says, Long first, Long last, List<LogFile> files, boolean isEmpty) {}
