# asgen_library and asgen_test: one way to declare a room and its tests.
include(doctest)

find_program(ASGEN_CCACHE ccache)
if(ASGEN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ASGEN_CCACHE})
endif()
find_program(ASGEN_MOLD mold)

add_library(asgen_options INTERFACE)
target_include_directories(asgen_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(asgen_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -ffp-contract=off
  $<$<BOOL:${ASGEN_WARNINGS_AS_ERRORS}>:-Werror>)
target_compile_definitions(asgen_options INTERFACE ASGEN_CONTRACTS=$<BOOL:${ASGEN_CHECK_CONTRACTS}>)
target_link_libraries(asgen_options INTERFACE Threads::Threads)
if(ASGEN_MOLD)
  target_link_options(asgen_options INTERFACE -fuse-ld=mold)
endif()
if(ASGEN_SANITIZE)
  target_compile_options(asgen_options INTERFACE -fsanitize=${ASGEN_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(asgen_options INTERFACE -fsanitize=${ASGEN_SANITIZE})
  if(ASGEN_SANITIZE MATCHES undefined)
    target_compile_options(asgen_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()

# asgen_library(NAME [COLD] SOURCES file... LINKS target...): static library asgen_NAME with alias asgen::NAME.
# COLD: never in a hot loop, so built with light optimisation; template-heavy command line and JSON code then compiles in half the time.
function(asgen_library name)
  cmake_parse_arguments(arg "COLD" "" "SOURCES;LINKS" ${ARGN})
  add_library(asgen_${name} STATIC ${arg_SOURCES})
  add_library(asgen::${name} ALIAS asgen_${name})
  target_link_libraries(asgen_${name} PUBLIC asgen_options ${arg_LINKS})
  if(arg_COLD)
    target_compile_options(asgen_${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
endfunction()

# doctest's implementation and main(), compiled once for all test programs.
if(ASGEN_TESTS)
  add_library(asgen_doctest_main OBJECT ${CMAKE_SOURCE_DIR}/tests/support/doctest_main.cpp)
  target_link_libraries(asgen_doctest_main PUBLIC asgen_options doctest::doctest)
  target_compile_options(asgen_doctest_main PRIVATE -O0)
endif()

# asgen_test(NAME LABEL label SOURCES file... LINKS target...): executable test_NAME; every TEST_CASE is a ctest.
function(asgen_test name)
  cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LINKS" ${ARGN})
  if(NOT arg_LABEL)
    set(arg_LABEL unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(test_${name} ${arg_SOURCES})
  set_target_properties(test_${name} PROPERTIES UNITY_BUILD OFF)
  target_link_libraries(test_${name} PRIVATE asgen_doctest_main ${arg_LINKS})
  target_compile_definitions(test_${name} PRIVATE ASGEN_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  doctest_discover_tests(test_${name} TEST_PREFIX "${name}: "
    PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT} ENVIRONMENT "OMP_NUM_THREADS=2")
endfunction()
