/**
 * The commands that the job brings: options → configuration → pipeline → result, one file each;
 * {@code dev.ajar.Ajar} finds them with {@code ServiceLoader}.
 */
package dev.ajar.commands;
