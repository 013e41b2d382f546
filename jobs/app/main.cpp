#include "jobs/app/program.hpp"

int main(int argc, char** argv) { return asgen::app::run(argc, argv); }
