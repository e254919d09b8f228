# Every target of this project links entente_flags; nothing here leaks to users.
add_library(entente_flags INTERFACE)

target_compile_options(entente_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    -Wformat=2 -Wundef -Wvla -Wcast-qual -Wwrite-strings -Wpointer-arith
    -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wimplicit-fallthrough
    $<$<C_COMPILER_ID:GNU>:-Wlogical-op -Wduplicated-cond>
    $<$<BOOL:${ENT_WERROR}>:-Werror>
    -fno-common
    -ffp-contract=off) # the same roundings with and without FMA hardware

if(ENT_SANITIZE)
    set(sanitize -fsanitize=${ENT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(entente_flags INTERFACE ${sanitize})
    target_link_options(entente_flags INTERFACE ${sanitize})
    # One malloc per arena allocation, so that the sanitizer sees each bound.
    target_compile_definitions(entente_flags INTERFACE ENT_ARENA_CHUNK=1)
endif()
if(ENT_FAULTS)
    target_compile_definitions(entente_flags INTERFACE ENT_FAULTS)
endif()
if(ENT_FUZZERS)
    target_compile_options(entente_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
