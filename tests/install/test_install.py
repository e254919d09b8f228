#!/usr/bin/env python3
"""What `cmake --install` puts in place, used as a stranger would use it.

usage: test_install.py BUILD PROGRAM C_COMPILER [FLAG...]

FLAGs are those of a build with sanitizers, whose runtime every program and library then needs.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/install"
sys.path.insert(0, str(ROOT / "tests"))
import layers  # noqa: E402: which room a public header belongs to

LIBRARY_OF_ROOM = {"read": "formats", "write": "formats", "import": "formats", "report": "report"}
# What each library may ask the loader for.
NEEDED = {
    "core": {"libc", "libm", "libpthread"},
    "formats": {"libc", "libm", "libentente-core", "libyaml-0", "libexpat", "libutf8proc"},
    "report": {"libc", "libm", "libentente-core", "libsmartcols"},
}
SANITIZERS = {"libasan", "libubsan", "ld-linux-x86-64", "ld-linux-aarch64"}


def run(*command, **more):
    command = [str(word) for word in command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def expect(claim, found, wanted):
    if found != wanted:
        sys.exit(f"{claim}:\n  found  {found}\n  wanted {wanted}")


def interface():
    """The functions that each library must export: what its headers declare, marked or not."""
    functions = {"core": set(), "formats": set(), "report": set()}
    for header in sorted((ROOT / "include/entente").glob("*.h")):
        code = re.sub(r"/\*.*?\*/|^\s*#.*?(?<!\\)$", "", header.read_text(), flags=re.DOTALL | re.MULTILINE)
        library = LIBRARY_OF_ROOM.get(layers.PUBLIC[header.stem], "core")
        code = re.sub(r"^typedef\b[^;{]*;", "", code, flags=re.MULTILINE)
        functions[library] |= set(re.findall(r"\b(ent_\w+)\s*\(", code))
    return functions


def check_exports(folder):
    for library, declared in interface().items():
        lines = run("nm", "-D", "--defined-only", "--format=posix", folder / f"libentente-{library}.so").splitlines()
        exported = {line.split("@")[0].split(" ")[0] for line in lines if line.split()[1] != "A"}  # A: the version
        expect(f"{library} exports what its headers declare, but for",
               {"only exported": sorted(exported - declared), "only declared": sorted(declared - exported)},
               {"only exported": [], "only declared": []})


def check_needs(folder, sanitized):
    for library, allowed in NEEDED.items():
        dynamic = run("readelf", "-d", folder / f"libentente-{library}.so")
        needed = set(re.findall(r"\(NEEDED\).*\[([^.\]]+)\.", dynamic)) - (SANITIZERS if sanitized else set())
        expect(f"{library} needs nothing beside {sorted(allowed)}", sorted(needed - allowed), [])
        soname = re.search(r"\(SONAME\).*\[(.+)\]", dynamic).group(1)
        if not (folder / soname).is_file() or not re.fullmatch(rf"libentente-{library}\.so\.[0-9.]+", soname):
            sys.exit(f"{library}: there is no file of the name '{soname}'")
        if "RUNPATH" in dynamic or "RPATH" in dynamic:
            sys.exit(f"{library}: it remembers where it was built")


def pkg_config(folder, *words):
    return run("pkg-config", *words, env={**os.environ, "PKG_CONFIG_PATH": str(folder / "pkgconfig")}).split()


def check_core_program(prefix, folder, compiler, work):
    """Ten lines against the core alone: shared, as an archive, and by way of CMake."""
    answer = "1 of 3 packages: share\n"
    there = {**os.environ, "LD_LIBRARY_PATH": str(folder)}
    source = HERE / "ten_lines.c"
    run(*compiler, source, "-o", work / "shared", *pkg_config(folder, "--cflags", "--libs", "entente-core"))
    expect("linked shared", run(work / "shared", env=there), answer)
    needed = re.findall(r"\(NEEDED\).*\[(libentente[^.\]]+)", run("readelf", "-d", work / "shared"))
    expect("libraries of ours that it needs", needed, ["libentente-core"])
    run(*compiler, source, "-o", work / "archive", *pkg_config(folder, "--cflags", "entente-core"),
        folder / "libentente-core.a", "-lm", "-pthread")
    expect("linked with the archive", run(work / "archive"), answer)
    run("cmake", "-S", HERE, "-B", work / "cmake", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_C_COMPILER={compiler[0]}",
        f"-DCMAKE_C_FLAGS={' '.join(compiler[1:])}")
    run("cmake", "--build", work / "cmake")
    expect("linked by CMake", run(work / "cmake/ten_lines"), answer)


def check_all_three(prefix, folder, compiler, work):
    """All three libraries say what the program says, of sound models and of others."""
    run(*compiler, HERE / "brief.c", "-o", work / "brief",
        *pkg_config(folder, "--cflags", "--libs", "entente-report", "entente-formats"))
    there = {**os.environ, "LD_LIBRARY_PATH": str(folder)}
    for model in (prefix / "share/entente/scenarios/labour-contract.yaml", ROOT / "tests/bad/many.yaml"):
        answers = [subprocess.run([*map(str, call)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=there)
                   for call in ([work / "brief", model], [prefix / "bin/entente", "brief", model, "--json"])]
        for stream in ("stdout", "stderr"):
            texts = [getattr(answer, stream) for answer in answers]
            # The program adds a line about further mistakes.
            if not texts[1].startswith(texts[0]) or bool(texts[0]) != bool(texts[1]):
                sys.exit(f"{model}: the program's {stream} is another:\n{texts[0]}\n--\n{texts[1]}")


def check_package(build, program, work):
    """The Debian package holds a program that runs and libraries that can be linked with."""
    run("cpack", "--config", build / "CPackConfig.cmake", "-G", "DEB", "-B", work / "deb")
    (package,) = (work / "deb").glob("*.deb")
    run("dpkg", "-x", package, work / "root")
    expect("version in the package", run(work / "root/usr/bin/entente", "--version"), run(program, "--version"))
    for name in ("lib/libentente-core.so", "lib/libentente-report.a", "include/entente/model.h",
                 "lib/pkgconfig/entente-formats.pc", "share/doc/entente/copyright"):
        if not (work / "root/usr" / name).exists():
            sys.exit(f"the package lacks {name}")
    depends = run("dpkg", "-f", package, "Depends")
    for name in ("libc6", "libyaml-0-2", "libexpat1", "libutf8proc2", "libsmartcols1", "libpopt0"):
        if name not in depends:
            sys.exit(f"the package does not depend on {name}: {depends}")


def main():
    build, program, compiler = pathlib.Path(sys.argv[1]), sys.argv[2], ["-std=c11", "-Wall", "-Werror", *sys.argv[4:]]
    compiler.insert(0, sys.argv[3])
    sanitized = len(sys.argv) > 4
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        prefix = work / "prefix"
        run("cmake", "--install", build, "--prefix", prefix)
        libraries = next(prefix.rglob("libentente-core.so")).parent
        check_exports(libraries)
        check_needs(libraries, sanitized)
        check_core_program(prefix, libraries, compiler, work)
        check_all_three(prefix, libraries, compiler, work)
        print("installed: each library exports its interface alone; three programs are built on them")
        if sanitized or not shutil.which("dpkg-shlibdeps"):
            print("the Debian package was left out" if sanitized else "the Debian package needs dpkg-dev")
        else:
            check_package(build, program, work)
            print("the Debian package is whole")


if __name__ == "__main__":
    main()
