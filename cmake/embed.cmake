# Write the files of the page as C arrays: cmake -DSTYLE=... -DSCRIPT=... -DHASH=... -DOUT=... -P
# SCRIPT and HASH are empty where the page is built without charts.
function(embed name path)
    set(bytes "0") # an empty array is not C
    set(size 0)
    if(path)
        file(SIZE ${path} size)
        file(READ ${path} bytes HEX)
        string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    endif()
    file(APPEND ${OUT}.new "const unsigned char ${name}[] = {\n${bytes}};\n"
        "const size_t ${name}_size = ${size};\n")
endfunction()

set(hash "")
if(HASH)
    file(READ ${HASH} hash)
endif()
file(WRITE ${OUT}.new "/* Made by the build from web/. */\n#include \"report/page/assets.h\"\n"
    "const char page_script_hash[] = \"${hash}\";\n")
embed(page_style "${STYLE}")
embed(page_script "${SCRIPT}")
file(RENAME ${OUT}.new ${OUT})
