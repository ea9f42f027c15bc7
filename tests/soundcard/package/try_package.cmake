# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the component `development` of a build into an empty folder, and builds and runs a program against it.
function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${ARGV}: ${result}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${HEADROOM_BUILD} --component development --prefix ${WORK}/prefix)

# Nothing of the program, and no header that is not offered.
file(GLOB_RECURSE installed RELATIVE ${WORK}/prefix ${WORK}/prefix/*)
foreach(file IN LISTS installed)
    if(NOT file MATCHES "^include/headroom/(soundcard|engine/(core|soundcard)/[a-z_]+)\\.h$|^lib.*/libheadroom_engine\\.a$|^lib.*/cmake/Headroom/Headroom[A-Za-z-]+\\.cmake$")
        message(FATAL_ERROR "${file} is installed and should not be")
    endif()
endforeach()
# Headers that are offered include nothing that is not.
foreach(file IN LISTS installed)
    if(file MATCHES "\\.h$")
        file(STRINGS ${WORK}/prefix/${file} includes REGEX "^#include \"")
        foreach(line IN LISTS includes)
            string(REGEX REPLACE "^#include \"(.*)\".*$" "\\1" header "${line}")
            if(NOT EXISTS ${WORK}/prefix/include/headroom/${header})
                message(FATAL_ERROR "${file} includes ${header}, which is not installed")
            endif()
        endforeach()
    endif()
endforeach()

# Another folder: nothing may point to where it was installed first.
file(RENAME ${WORK}/prefix ${WORK}/moved)
set(flags "-Wall -Wextra -Wpedantic -Werror")
if(SANITIZE)
    string(APPEND flags " -fsanitize=${SANITIZE}")
endif()
run(${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK}/build -G Ninja -DCMAKE_BUILD_TYPE=Debug
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${flags} -DCMAKE_PREFIX_PATH=${WORK}/moved
    -DWANTED_VERSION=${VERSION})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${CMAKE_COMMAND} -E env HEADROOM_BACKEND=simulated ${WORK}/build/consumer)
if(NOT output MATCHES "<Microphone Simulated Microphone \\(2 channels\\)>\n<Speaker Simulated Speakers \\(2 channels\\)>")
    message(FATAL_ERROR "the program printed: ${output}")
endif()
